locals {
  reader_config = var.has_database ? {
    input_bucket_name  = "${local.bucket_name}-reader-input"
    output_bucket_name = "${local.bucket_name}-reader-output"
  } : null

  file_upload_jobs = {
    read_document = {
      source_bucket = local.reader_config != null ? local.reader_config.input_bucket_name : null
      path_prefix   = "input/"
      task_command  = ["read_document", "<object_key>", "<bucket_name>"]
    }
    store_result = {
      source_bucket                        = "shared-results"
      source_bucket_apply_workspace_prefix = false
      path_prefix                          = ""
      task_command                         = ["store_result", "<bucket_name>", "<object_key>"]
    }
  }
}
