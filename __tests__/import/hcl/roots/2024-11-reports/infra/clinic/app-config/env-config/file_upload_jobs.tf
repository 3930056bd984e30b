locals {
  # No job yet.
  file_upload_jobs = {
  }
}
