locals {
  # The folder of the application has this name too.
  app_name     = regex("/infra/([^/]+)/app-config$", abspath(path.module))[0]
  environments = ["dev", "infra-dev", "prod", "training"]
  project_name = module.project_config.project_name
  has_database = true
}

module "project_config" {
  source = "../../project-config"
}
