// How the document of each state is checked; the page as it is written is checked without any exemption.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A browser that is asked for its document writes hidden="" and checked="", however they were set.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    // Sizes of the canvas, which the drawing library and our scripts set through the style sheet interface.
    "no-inline-style": "off",
    // The suggestions of a search box that also finds synonyms: a combobox with its listbox, which no select can be.
    "prefer-native-element": ["error", { exclude: ["listbox"] }],
  },
};
