locals {
  bucket_name = "${var.project_name}-${var.app_name}-${var.environment}"
}
