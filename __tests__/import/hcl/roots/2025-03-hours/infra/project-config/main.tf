locals {
  project_name   = "lantern"
  default_region = "us-east-1"
}
