// Text files that the build and the tests bring in as strings (the example workspace, mostly).

declare module '*.yaml' {
  const text: string;
  export default text;
}

declare module '*.md' {
  const text: string;
  export default text;
}

declare module '*.csv' {
  const text: string;
  export default text;
}
