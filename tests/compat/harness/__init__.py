"""What the compat runner and the differential runner share: brokers as processes, waiting, installing."""
