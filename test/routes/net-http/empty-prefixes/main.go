package main

import (
	"net/http"
	"path"

	"github.com/spf13/viper"
)

type Options struct {
	Name string
	Base string
}

type Settings struct {
	Root string
}

type Given struct {
	Prefix string
}

func list(w http.ResponseWriter, r *http.Request) {}

func main() {
	mux := http.NewServeMux()
	options := Options{Name: "left out and never set: no warning"}
	mux.HandleFunc(options.Base+"/left-out", list)
	settings := Settings{}
	viper.Unmarshal(&settings)
	mux.HandleFunc(path.Join(settings.Root, "/first"), list)
	mux.HandleFunc(path.Join(settings.Root, "/second"), list)
	given := Given{}
	given.Prefix = "/given"
	mux.HandleFunc(given.Prefix+"/route", list)
	http.ListenAndServe(":8080", mux)
}
