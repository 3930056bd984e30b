output "service_config" {
  value = {
    service_name = "${local.prefix}${var.app_name}-${var.environment}"
    region       = var.default_region
    cpu          = var.service_cpu
    memory       = var.service_memory

    file_upload_jobs = {
      for name, job in local.file_upload_jobs : name => merge({ source_bucket = local.bucket_name }, job)
    }
  }
}

output "storage_config" {
  value = {
    bucket_name = local.bucket_name
  }
}

output "scheduled_jobs" {
  value = local.scheduled_jobs
}
