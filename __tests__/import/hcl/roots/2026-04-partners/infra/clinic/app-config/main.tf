locals {
  # The folder of the application has this name too.
  app_name     = "clinic"
  environments = ["a11y", "demo", "prod"]
  project_name = module.project_config.project_name
  has_database = true
}

module "project_config" {
  source = "../../project-config"
}
