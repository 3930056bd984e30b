module "demo_config" {
  source         = "./env-config"
  project_name   = local.project_name
  app_name       = local.app_name
  default_region = module.project_config.default_region
  environment    = "demo"
  network_name   = "demo"
  has_database   = local.has_database
}
