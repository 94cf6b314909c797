package routes

const (
	version = "v1"
	Prefix  = "/api/" + version
)
