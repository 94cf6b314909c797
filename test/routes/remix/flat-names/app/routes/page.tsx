export const loader = async () => new Response();
export default function Page() {
  return null;
}
