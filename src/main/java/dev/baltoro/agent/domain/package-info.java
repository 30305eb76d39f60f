/// What tools are about: servers or tools divided into domains by the meaning of their words, each
/// domain with a name, and a picture of all of them.
///
/// Start here: [Classifier] (the steps), [Subject] (what is divided), [MeaningSpace] (where
/// likeness is measured), [KMeans], [DomainTerms] (names), [DomainMap] (the picture),
/// [LabelAgreement] (how far given labels agree, and a plain k-means on TF-IDF beside it).
///
/// All draws come from a seed. Shapes: N subjects, D dimensions, K domains.
@NullMarked
package dev.baltoro.agent.domain;

import org.jspecify.annotations.NullMarked;
