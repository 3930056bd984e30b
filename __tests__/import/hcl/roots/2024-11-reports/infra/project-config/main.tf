locals {
  project_name   = "harbor"
  default_region = "us-east-1"
}
