module "dev_config" {
  source         = "./env-config"
  project_name   = local.project_name
  app_name       = local.app_name
  default_region = module.project_config.default_region
  environment    = "dev"
  network_name   = "dev"
  has_database   = local.has_database

  service_cpu    = 2048
  service_memory = 8192
}
