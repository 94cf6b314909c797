package main

func register(r Registrar) {
	r.Get("/features", get)
}
