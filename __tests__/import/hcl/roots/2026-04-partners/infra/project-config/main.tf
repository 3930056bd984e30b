locals {
  project_name   = "harbor"
  default_region = "us-gov-west-1"
}
