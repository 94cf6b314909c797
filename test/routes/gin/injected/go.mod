module example.com/injected
