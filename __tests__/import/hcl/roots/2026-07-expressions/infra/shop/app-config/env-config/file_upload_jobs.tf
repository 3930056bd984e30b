locals {
  file_upload_jobs = {
    load = merge(local.shared_job, {
      path_prefix = "in/"
    })
    sort = {
      source_bucket = data.aws_s3_bucket.partner.id
      path_prefix   = format("%s/in/", var.environment)
      task_command  = ["bin/sort", "<object_key>"]
    }
  }
  shared_job = { task_command = ["bin/load", 2, true, "$${literal}"] }
}
