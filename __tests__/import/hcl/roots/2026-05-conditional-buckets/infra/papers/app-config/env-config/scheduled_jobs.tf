locals {
  scheduled_jobs = {}
}
