locals {
  file_upload_jobs = {
    # Imports each file that partners upload.
    load = {
      path_prefix  = "partners/in",
      task_command = ["python", "-m", "shop", "load", "<object_key>"]
    }
  }
}
