declare module "virtual:map-worker" {
  const script: string;
  export default script;
}
declare module "*.css";
declare module "@fontsource-variable/*";
