module example.com/builders
