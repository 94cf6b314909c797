from flask_restful import Resource


class TodoList(Resource):
    def get(self): ...

    def post(self): ...


class Todo(Resource):
    def get(self, todo_id): ...
