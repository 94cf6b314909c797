package main

import "net/http"

func serve() { http.HandleFunc("/only-in-tests", legacy) }
