module example.com/servers
