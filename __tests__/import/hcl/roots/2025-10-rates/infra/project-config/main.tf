locals {
  project_name   = "meadow"
  default_region = "us-east-1"
}
