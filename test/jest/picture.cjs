// What a test sees of Lab's pictures.
module.exports = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';
