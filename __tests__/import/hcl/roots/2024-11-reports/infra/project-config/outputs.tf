output "project_name" {
  value = local.project_name
}

output "default_region" {
  value = local.default_region
}
