from fastapi import FastAPI

app = FastAPI()


@app.get("/in-a-test")
def answer(): ...
