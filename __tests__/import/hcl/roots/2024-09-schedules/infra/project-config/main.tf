locals {
  project_name   = "orchard"
  default_region = "us-east-1"
}
