from django import forms
from rest_framework import serializers


class Timestamped(serializers.Serializer):
    created = serializers.DateTimeField(read_only=True)
    note = serializers.CharField(required=False)


class BookSerializer(Timestamped):
    title = serializers.CharField(max_length=80)
    pages = serializers.IntegerField(default=100)
    full_title = serializers.SerializerMethodField()

    def get_full_title(self, book):
        return book.title


class ShortBookSerializer(serializers.Serializer):
    title = serializers.CharField()


class ShelfSerializer(serializers.ModelSerializer):
    size = serializers.IntegerField()

    class Meta:
        model = None
        fields = ["id", "size", "name", "slug", "owner"]
        read_only_fields = ["slug"]
        extra_kwargs = {"owner": {"read_only": True}, "name": {"max_length": 10}}


class LendSerializer(serializers.Serializer):
    to = serializers.CharField()
    days = serializers.IntegerField(required=False)


class FilterSerializer(serializers.Serializer):
    colour = serializers.CharField(required=False)


class ContactForm(forms.Form):
    email = forms.EmailField()
    text = forms.CharField(required=False, initial="Hello")
