"""The commented `rfp.yaml` that answers become, part by part."""
