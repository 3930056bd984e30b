locals {
  # Each workspace has its own names.
  prefix      = terraform.workspace == "default" ? "" : "${terraform.workspace}-"
  bucket_name = "${local.prefix}${var.project_name}-${var.app_name}-${var.environment}"
}
