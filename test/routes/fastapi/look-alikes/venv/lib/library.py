from fastapi import FastAPI

app = FastAPI()


@app.get("/in-a-library")
def answer(): ...
