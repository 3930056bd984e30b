locals {
  # The folder of the application has this name too.
  app_name     = "papers"
  environments = ["dev", "prod"]
  project_name = module.project_config.project_name
  has_database = true
}

module "project_config" {
  source = "../../project-config"
}
