/// Rewards that no verifier gives: the policy as its own critic, or a judge behind an endpoint, by
/// rubrics (K2 report §3.2.2), and the pairs of verified rollouts that keep the critic honest.
///
/// Start here: [Rewards] (of a group), [GroupJudge], [PairwiseJudge], [Rubrics], [CriticPairs].
@NullMarked
package dev.baltoro.rl.reward;

import org.jspecify.annotations.NullMarked;
