package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Columns;
import dev.baltoro.tensor.autograd.Linear;
import dev.baltoro.tensor.autograd.Norm;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import dev.baltoro.tensor.kernel.Rotary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Multi-head latent attention: keys and values are read from one compressed latent a token
/// (DeepSeek-V2, eq. 1–11).
///
/// c_KV = W_DKV·h; k^C, v^C = W_UKV·norm(c_KV); k^R = RoPE(W_KR·h), shared by all heads; q =
/// W_UQ·norm(W_DQ·h), the last part of each head's under RoPE; o = softmax((q^C·k^C +
/// q^R·k^R)·scale)·v^C; u = W_O·o.
///
/// @param index the layer
/// @param query how queries are made
/// @param kvDown W_DKV and W_KR in one, [kv_lora_rank + rope, D]
/// @param kvNorm gain of the latent's norm
/// @param kvUp W_UK and W_UV in one, per head [nope + v], [H·(nope + v), kv_lora_rank]
/// @param output W_O, [D, H·v]
public record LatentAttention(
        K2Config config,
        int index,
        Query query,
        Parameter kvDown,
        Parameter kvNorm,
        Parameter kvUp,
        Parameter output) {
    /// The latents' norms have this epsilon whatever the configuration says of the others, as in
    /// DeepSeek's code.
    public static final double LATENT_EPSILON = 1e-6;

    /// How queries are made from hidden states.
    public sealed interface Query {
        /// Straight: [H·(nope + rope), D].
        record Direct(Parameter projection) implements Query {}

        /// Through a compressed latent: [q_lora_rank, D], its norm's gain, and [H·(nope + rope),
        /// q_lora_rank].
        record Compressed(Parameter down, Parameter norm, Parameter up) implements Query {}

        /// {@return the matrix whose rows are the heads' queries}
        default Parameter heads() {
            return switch (this) {
                case Direct direct -> direct.projection;
                case Compressed compressed -> compressed.up;
            };
        }
    }

    /// {@return all parameters, in the order of the computation}
    Stream<Parameter> parameters() {
        Stream<Parameter> queries =
                switch (query) {
                    case Query.Direct direct -> Stream.of(direct.projection);
                    case Query.Compressed c -> Stream.of(c.down, c.norm, c.up);
                };
        return Stream.concat(queries, Stream.of(kvDown, kvNorm, kvUp, output));
    }

    /// {@return [T, D] from hidden states [T, D]}
    Variable forward(Pass pass, Variable x) {
        Tape tape = pass.tape();
        Variable q =
                switch (query) {
                    case Query.Direct direct -> Linear.apply(tape, x, direct.projection);
                    case Query.Compressed c -> {
                        Variable latent = Linear.apply(tape, x, c.down);
                        yield Linear.apply(
                                tape, Norm.apply(tape, latent, c.norm, LATENT_EPSILON), c.up);
                    }
                };
        Variable down = Linear.apply(tape, x, kvDown);
        int rank = config.kvLoraRank();
        Variable latent = Columns.apply(tape, down, 0, rank);
        Variable keyRope = Columns.apply(tape, down, rank, config.qkRopeHeadDim());
        Variable normal = Norm.apply(tape, latent, kvNorm, LATENT_EPSILON);
        Optional<LatentMemory.Context> before =
                pass.memory().context() == 0
                        ? Optional.empty()
                        : Optional.of(pass.memory().context(index));
        DType dtype = normal.value().dtype();
        Variable all =
                before.map(context -> context.latent_PR().to(dtype))
                        .map(known -> Variable.of(Tensor.cat(0, List.of(known, normal.value()))))
                        .orElse(normal);
        Variable kv = Linear.apply(tape, all, kvUp);
        return Linear.apply(tape, attend(pass, q, kv, normal, keyRope, before), output);
    }

    /// Leaves latents and turned rotary keys in the pass's memory, and nothing else: all that the
    /// last layer owes to later tokens.
    void remember(Pass pass, Variable x) {
        Tape tape = pass.tape();
        Variable down = Linear.apply(tape, x, kvDown);
        int rank = config.kvLoraRank();
        int rope = config.qkRopeHeadDim();
        Variable latent = Columns.apply(tape, down, 0, rank);
        Tensor keyRope = down.value().narrow(1, rank, rope).contiguous().to(DType.F32);
        Tensor turned = Tensor.empty(DType.F32, keyRope.device(), keyRope.shape());
        pass.rotary()
                .turn(
                        Rotary.StridedColumns.of(keyRope, 0, rope),
                        Rotary.StridedColumns.of(turned, 0, rope),
                        pass.positions(),
                        1,
                        false);
        Variable normal = Norm.apply(tape, latent, kvNorm, LATENT_EPSILON);
        pass.memory().store(index, normal.value(), turned);
    }

    /// The core, with positions turned in: [T, H·v] from q [T, H·(nope + rope)], kv [T, H·(nope +
    /// v)] and k^R [T, rope].
    private Variable attend(
            Pass pass,
            Variable q,
            Variable kv,
            Variable latent,
            Variable keyRope,
            Optional<LatentMemory.Context> before) {
        HeadLayout layout = new HeadLayout(config, pass);
        CausalAttention attention = new CausalAttention(pass, RotaryEmbedding.softmaxScale(config));
        Tape tape = pass.tape();
        CausalAttention.Operands made =
                layout.toHeads(q.value(), kv.value(), keyRope.value(), before);
        pass.memory().store(index, latent.value(), layout.turnedKeys(made.k_HTD()));
        CausalAttention.Result result =
                attention.forward(made, pass.telemetry().maxLogits()[index]);
        Tape.Saved saved = tape.saved();
        CausalAttention.Operands in =
                new CausalAttention.Operands(
                        saved.keep(made.q_HTD()),
                        saved.keep(made.k_HTD()),
                        saved.keep(made.v_HTD()));
        CausalAttention.Result out =
                new CausalAttention.Result(
                        saved.keep(result.o_HTD()), saved.keep(result.logSum_HT()));
        DType dtype = q.value().dtype();
        return tape.record(
                layout.toTokens(result.o_HTD(), dtype),
                saved,
                dy -> {
                    Tensor dout = layout.outputToHeads(dy, in.q_HTD().dtype());
                    HeadLayout.Tokens d = layout.toTokens(attention.backward(in, out, dout), dtype);
                    q.accumulate(d.q());
                    kv.accumulate(d.kv());
                    keyRope.accumulate(d.keyRope());
                });
    }
}
