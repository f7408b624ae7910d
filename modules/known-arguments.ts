/** What the built-in modules take. Generated from their schemas by generate-types.mjs: do not edit. */
declare module '@sonde/toolkit' {
  interface KnownArguments {
    "image-classification": {
      predict: {
        /**
         * How many labels to return. A whole number from 1 to 1,000.
         * @defaultValue 5
         */
        top?: number;
        /** Leave out labels less probable than this, 0 to 1. A number from 0 to 1. */
        minProbability?: number;
      };
      why: {
        /** Which label to ask about. When left out: the most probable one */
        label?: string;
        /**
         * Cells along each edge. More show finer parts and take longer: 12 are 180 predictions. A whole number from 2 to 28.
         * @defaultValue 12
         */
        grid?: number;
      };
      train: {
        /**
         * "head" learns a new last layer in seconds; "full" also adapts all other layers, in minutes
         * @defaultValue "head"
         */
        mode?: "head" | "full";
        /**
         * Times that all images are gone through. A whole number from 1 to 1,000.
         * @defaultValue 20
         */
        epochs?: number;
        /** Size of the optimiser’s (Adam) steps. When left out: 0.001 for "head", 0.0002 for "full". A number greater than 0 and at most 1. */
        learningRate?: number;
        /**
         * Images per step; "full" needs about 0.25 GB of memory for each. A whole number from 1 to 256.
         * @defaultValue 8
         */
        batchSize?: number;
        /**
         * Share of each class that is held out to judge the training. A number from 0.05 to 0.5.
         * @defaultValue 0.2
         */
        validationShare?: number;
        /**
         * Epochs without a smaller held-out loss after which the training ends; 0 never ends it early. A whole number from 0 to 100.
         * @defaultValue 5
         */
        patience?: number;
        /**
         * The same seed gives the same split and order. A whole number from 0 to 4,294,967,295.
         * @defaultValue 1
         */
        seed?: number;
      };
    };
    "object-detection": {
      predict: {
        /**
         * Leave out objects that the network is less sure of than this, 0.01 to 1. A number from 0.01 to 1.
         * @defaultValue 0.5
         */
        minScore?: number;
        /**
         * How many objects to return at most; those it is surest of come first. A whole number from 1 to 100.
         * @defaultValue 20
         */
        most?: number;
        /**
         * Of two boxes with the same label that overlap more than this (shared area through common area, 0 to 1), only the surer one stays. A number from 0 to 1.
         * @defaultValue 0.5
         */
        maxOverlap?: number;
      };
    };
    "pose-estimation": {
      predict: {
        /**
         * Leave out bodies that the network is less sure of than this, 0 to 1. A number from 0 to 1.
         * @defaultValue 0.25
         */
        minScore?: number;
        /**
         * Leave out points of a body that the network is less sure of than this, 0 to 1. A number from 0 to 1.
         * @defaultValue 0.25
         */
        minPointScore?: number;
        /**
         * How many bodies to return at most; those it is surest of come first. A whole number from 1 to 6.
         * @defaultValue 6
         */
        most?: number;
      };
    };
    "tabular-classification": {
      predict: {
        /**
         * How many labels to return for each row. A whole number from 1 to 1,000.
         * @defaultValue 5
         */
        top?: number;
      };
      train: {
        /** Name of the column to predict. When left out: the last column */
        target?: string;
        /**
         * Names of columns that must not be used, such as an identifier
         * @defaultValue []
         */
        ignore?: string[];
        /**
         * Times that all rows are gone through. A whole number from 1 to 10,000.
         * @defaultValue 60
         */
        epochs?: number;
        /**
         * Size of the optimiser’s (Adam) steps. A number greater than 0 and at most 1.
         * @defaultValue 0.003
         */
        learningRate?: number;
        /**
         * Rows per step. A whole number from 1 to 4,096.
         * @defaultValue 16
         */
        batchSize?: number;
        /**
         * Width of the hidden layer. A whole number from 1 to 1,024.
         * @defaultValue 16
         */
        hiddenUnits?: number;
        /**
         * Share of each class that is held out to judge the training. A number from 0.05 to 0.5.
         * @defaultValue 0.2
         */
        validationShare?: number;
        /**
         * Epochs without a smaller held-out loss after which the training ends; 0 never ends it early. A whole number from 0 to 1,000.
         * @defaultValue 10
         */
        patience?: number;
        /**
         * The same seed gives the same split, order and starting weights. A whole number from 0 to 4,294,967,295.
         * @defaultValue 1
         */
        seed?: number;
      };
    };
    "tabular-regression": {
      predict: {
        /**
         * Share of rows whose true value is expected between low and high. A number from 0.5 to 0.95.
         * @defaultValue 0.8
         */
        confidence?: number;
      };
      train: {
        /** Name of the column of numbers to predict. When left out: the last column */
        target?: string;
        /**
         * Names of columns that must not be used, such as an identifier
         * @defaultValue []
         */
        ignore?: string[];
        /**
         * Times that all rows are gone through. A whole number from 1 to 10,000.
         * @defaultValue 80
         */
        epochs?: number;
        /**
         * Size of the optimiser’s (Adam) steps. A number greater than 0 and at most 1.
         * @defaultValue 0.005
         */
        learningRate?: number;
        /**
         * Rows per step. A whole number from 1 to 4,096.
         * @defaultValue 16
         */
        batchSize?: number;
        /**
         * Width of the hidden layer. A whole number from 1 to 1,024.
         * @defaultValue 16
         */
        hiddenUnits?: number;
        /**
         * Share of each class that is held out to judge the training. A number from 0.05 to 0.5.
         * @defaultValue 0.2
         */
        validationShare?: number;
        /**
         * Epochs without a smaller held-out loss after which the training ends; 0 never ends it early. A whole number from 0 to 1,000.
         * @defaultValue 15
         */
        patience?: number;
        /**
         * The same seed gives the same split, order and starting weights. A whole number from 0 to 4,294,967,295.
         * @defaultValue 1
         */
        seed?: number;
      };
    };
    "text-classification": {
      predict: {
        /**
         * How many labels to return for each text. A whole number from 1 to 1,000.
         * @defaultValue 5
         */
        top?: number;
      };
      train: {
        /** Name of the column that holds the text. When left out: the one with the longest texts */
        text?: string;
        /** Name of the column to predict. When left out: the last one beside the text */
        label?: string;
        /**
         * Times that all texts are gone through. A whole number from 1 to 1,000.
         * @defaultValue 12
         */
        epochs?: number;
        /**
         * Size of the optimiser’s (Adam) steps. A number greater than 0 and at most 1.
         * @defaultValue 0.02
         */
        learningRate?: number;
        /**
         * Texts per step. A whole number from 1 to 1,024.
         * @defaultValue 32
         */
        batchSize?: number;
        /**
         * Numbers that words and letter groups are sorted into; more tell more apart and take longer. A whole number from 256 to 65,536.
         * @defaultValue 8192
         */
        buckets?: number;
        /**
         * Share of each class that is held out to judge the training. A number from 0.05 to 0.5.
         * @defaultValue 0.2
         */
        validationShare?: number;
        /**
         * Epochs without a smaller held-out loss after which the training ends; 0 never ends it early. A whole number from 0 to 1,000.
         * @defaultValue 3
         */
        patience?: number;
        /**
         * The same seed gives the same split and order. A whole number from 0 to 4,294,967,295.
         * @defaultValue 1
         */
        seed?: number;
      };
    };
    "text-recognition": {
      predict: {
        /**
         * Lines that are read less surely than this are left out, 0 to 1. A number from 0 to 1.
         * @defaultValue 0.5
         */
        minScore?: number;
        /**
         * Longest edge at which the picture is searched for text. More finds smaller print and takes longer. A whole number from 320 to 4,096 px.
         * @defaultValue 1280
         */
        detail?: number;
      };
    };
    "time-series-forecasting": {
      predict: {
        /** How many values to forecast. When left out: a season, between 12 and 30. A whole number from 1 to 1,000. */
        horizon?: number;
        /**
         * Share of values that are expected to lie in the band. A number from 0.5 to 0.99.
         * @defaultValue 0.8
         */
        confidence?: number;
        /** Name of the column of values. When left out: the first column of numbers */
        value?: string;
        /** Values after which the pattern repeats, such as 12 for months; 1 for none. When left out: found in the data. A whole number from 1 to 2,000. */
        season?: number;
      };
      train: {
        /** Name of the column of values. When left out: the first column of numbers */
        value?: string;
        /** Values after which the pattern repeats, such as 12 for months; 1 for none. When left out: found in the data. A whole number from 1 to 2,000. */
        season?: number;
        /** How many values ahead it learns to look. When left out: a season, between 12 and 30. A whole number from 1 to 1,000. */
        horizon?: number;
        /**
         * Weights to start from: the published ones, or none
         * @defaultValue "published"
         */
        start?: "published" | "nothing";
        /**
         * Times that all examples are gone through. A whole number from 1 to 1,000.
         * @defaultValue 20
         */
        epochs?: number;
        /**
         * Size of the optimiser’s (Adam) steps. A number greater than 0 and at most 1.
         * @defaultValue 0.002
         */
        learningRate?: number;
        /**
         * Examples per step. A whole number from 1 to 4,096.
         * @defaultValue 64
         */
        batchSize?: number;
        /**
         * Width of the hidden layer; only when it starts from nothing. A whole number from 1 to 1,024.
         * @defaultValue 32
         */
        hiddenUnits?: number;
        /**
         * Share of the series, its end, that is held out to judge the training. A number from 0.05 to 0.5.
         * @defaultValue 0.2
         */
        validationShare?: number;
        /**
         * Epochs without a smaller held-out loss after which the training ends; 0 never ends it early. A whole number from 0 to 1,000.
         * @defaultValue 5
         */
        patience?: number;
        /**
         * The same seed gives the same examples, order and starting weights. A whole number from 0 to 4,294,967,295.
         * @defaultValue 1
         */
        seed?: number;
      };
    };
    "voice-activity": {
      predict: {
        /**
         * Probability from which speech begins, 0.05 to 0.95. Lower finds quiet speech, higher leaves out noise. A number from 0.05 to 0.95.
         * @defaultValue 0.5
         */
        threshold?: number;
        /**
         * Speech shorter than this is left out. A number from 0 to 60 s.
         * @defaultValue 0.25
         */
        minSpeech?: number;
        /**
         * A pause shorter than this does not end a stretch of speech. A number from 0 to 60 s.
         * @defaultValue 0.1
         */
        minSilence?: number;
        /**
         * Added before and after each stretch of speech. A number from 0 to 5 s.
         * @defaultValue 0.03
         */
        pad?: number;
      };
    };
  }
}

export {};
