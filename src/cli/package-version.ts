/** The build puts the version of package.json here. */
declare const PACKAGE_VERSION: string | undefined;

/** Version of the product; a marker when the sources run without having been built. */
export const packageVersion = typeof PACKAGE_VERSION === 'string' ? PACKAGE_VERSION : '0.0.0-development';
