locals {
  service_config = {
    service_name = "${var.app_name}-${var.environment}"
    region       = var.default_region
    cpu          = var.service_cpu
    memory       = var.service_memory

    file_upload_jobs = {
      for name, job in local.file_upload_jobs : name => merge({ source_bucket = local.bucket_name }, job)
    }
  }
}
