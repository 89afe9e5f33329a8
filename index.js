// n8n loads the nodes and credentials listed in package.json; the package itself exports nothing.
module.exports = {};
