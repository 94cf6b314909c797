module example.com/contract
