import { applyDecorators, Controller, Get, Post, Put, SetMetadata, UseGuards } from '@nestjs/common';

export const AdminController = (path: string) => applyDecorators(Controller(`admin/${path}`), UseGuards(Admin));

export function AuthGet(path: string) {
  return applyDecorators(UseGuards(Auth), Get(path));
}

export const Upload = (path: string) => (target, key, descriptor) => {
  Post(path)(target, key, descriptor);
};

export const Log = () => SetMetadata('log', true);

function methodOf(name: string) {
  switch (name) {
    case 'post':
      return Post;
    case 'put':
    case 'replace':
      return Put;
    default:
      return Get;
  }
}

export const Endpoint = ({ contract }) => methodOf(contract.method.toLowerCase())(contract.url);
