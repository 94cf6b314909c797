module example.com/dispatched

go 1.22
