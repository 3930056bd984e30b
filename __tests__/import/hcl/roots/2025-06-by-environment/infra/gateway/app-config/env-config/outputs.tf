output "service_config" {
  value = local.service_config
}

output "scheduled_jobs" {
  value = local.scheduled_jobs
}
