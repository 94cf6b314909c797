package settings

type Settings struct {
	BasePath    string `yaml:"base_path"`
	MetricsPath string `yaml:"metrics_path"`
}
