//! A recorded computation, made ready to be repeated: without what nothing depends on, in as few registers as it takes,
//! for several draws side by side.

use std::array::from_fn;
use std::cell::Cell;

use fearless_simd::{Level, dispatch};

use crate::number::recorded::{Comparison, Operand, Operation, Recording, Step};

/// Numbers that are worked on at once; they fit into the registers of a processor.
const CHUNK: usize = 8;

/// Chunks of a register.
const CHUNKS: usize = 4;

/// Draws side by side.
pub const WIDTH: usize = CHUNK * CHUNKS;

/// A number for each draw.
type Register = [Cell<[f64; CHUNK]>; CHUNKS];

/// For each draw no bits, or, where it does not meet a condition, all: as wide as a number, so that both are worked on
/// alike.
type Missed = [Cell<[u64; CHUNK]>; CHUNKS];

/// Where a number is found: a register, or, beyond the registers, a constant.
#[derive(Clone, Copy, Debug)]
struct Source(u32);

#[derive(Clone, Copy, Debug)]
enum Action {
    /// Puts what it comes to into a register.
    Compute(Operation, u32),
    /// Marks the draws for which a part does not hold.
    Check { comparison: Comparison, holds: bool, part: u32 },
}

#[derive(Clone, Copy, Debug)]
struct Instruction {
    action: Action,
    sources: [Source; 4],
}

/// What is repeated.
#[derive(Clone, Debug)]
pub struct Program {
    instructions: Vec<Instruction>,
    constants: Vec<f64>,
    /// The registers of the inputs; none for those that nothing depends on.
    inputs: Vec<Option<u32>>,
    outputs: Vec<Source>,
    registers: u32,
}

/// Where a program keeps its numbers.
#[derive(Clone, Debug)]
pub struct Workspace {
    registers: Vec<Register>,
    /// By part, which draws do not meet its conditions.
    missed: Vec<Missed>,
}

/// A number as an instruction finds it.
enum Found<'w> {
    Same(f64),
    Each(&'w Register),
}

impl Program {
    /// From a recording with so many inputs, to the numbers that are wanted of it.
    #[must_use]
    pub fn of(recording: &Recording, inputs: usize, outputs: &[Operand]) -> Self {
        let last_uses = last_uses(&recording.steps, outputs);
        let mut program = Self {
            instructions: Vec::new(),
            constants: Vec::new(),
            inputs: vec![None; inputs],
            outputs: Vec::new(),
            registers: 0,
        };
        let mut register_of = vec![None; recording.steps.len()];
        let mut free = Vec::new();
        for (position, step) in recording.steps.iter().enumerate() {
            if last_uses[position].is_none() {
                continue;
            }
            let sources = step.operands().map(|operand| program.source(operand, &register_of));
            // A register that is read here for the last time may be written here: all is read before.
            let mut used: Vec<usize> = step.uses().collect();
            used.sort_unstable();
            used.dedup();
            free.extend(
                used.iter().filter(|used| last_uses[**used] == Some(position)).filter_map(|used| register_of[*used]),
            );
            match step {
                // An input is there from the beginning on, so its register is nobody else's before.
                Step::Input(number) => {
                    register_of[position] = Some(program.new_register());
                    program.inputs[*number] = register_of[position];
                }
                Step::Compute(operation, _) => {
                    let register = free.pop().unwrap_or_else(|| program.new_register());
                    register_of[position] = Some(register);
                    program.instructions.push(Instruction { action: Action::Compute(*operation, register), sources });
                }
                Step::Condition { comparison, holds, part, .. } => {
                    let action = Action::Check { comparison: *comparison, holds: *holds, part: narrow(*part) };
                    program.instructions.push(Instruction { action, sources });
                }
            }
        }
        program.outputs = outputs.iter().map(|output| program.source(*output, &register_of)).collect();
        program.seal()
    }

    /// How many outputs there are.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs.len()
    }

    fn new_register(&mut self) -> u32 {
        self.registers += 1;
        self.registers - 1
    }

    /// Where an operand is found; constants are counted from the end until the number of registers is known.
    fn source(&mut self, operand: Operand, register_of: &[Option<u32>]) -> Source {
        match operand {
            Operand::Step(position) => Source(register_of[position].unwrap_or(0)),
            Operand::Constant(number) => {
                let known = self.constants.iter().position(|constant| constant.to_bits() == number.to_bits());
                let position = known.unwrap_or_else(|| {
                    self.constants.push(number);
                    self.constants.len() - 1
                });
                Source(u32::MAX - narrow(position))
            }
        }
    }

    /// Counts constants from behind the registers on.
    fn seal(mut self) -> Self {
        let registers = self.registers;
        let seal = |source: &mut Source| {
            if source.0 >= registers {
                source.0 = registers + (u32::MAX - source.0);
            }
        };
        self.instructions.iter_mut().flat_map(|instruction| &mut instruction.sources).for_each(seal);
        self.outputs.iter_mut().for_each(seal);
        self
    }

    /// A place to work in, for so many parts.
    #[must_use]
    pub fn workspace(&self, parts: usize) -> Workspace {
        let register = || from_fn(|_| Cell::new([0.0; CHUNK]));
        let missed = || from_fn(|_| Cell::new([0; CHUNK]));
        Workspace {
            registers: (0..self.registers).map(|_| register()).collect(),
            missed: (0..parts).map(|_| missed()).collect(),
        }
    }

    /// Repeats the computation for the values of the inputs.
    pub fn run(&self, values: impl Fn(usize, usize) -> f64, workspace: &mut Workspace) {
        for (input, register) in self.inputs.iter().enumerate() {
            let Some(register) = register else { continue };
            for (chunk, cell) in workspace.registers[*register as usize].iter().enumerate() {
                cell.set(from_fn(|place| values(input, chunk * CHUNK + place)));
            }
        }
        workspace.missed.iter().flatten().for_each(|missed| missed.set([0; CHUNK]));
        // With the widest registers that this processor has: the results are the same to the last bit.
        dispatch!(Level::new(), _wide => self.repeat(workspace));
    }

    #[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
    #[inline(always)]
    fn repeat(&self, workspace: &mut Workspace) {
        for Instruction { action, sources } in &self.instructions {
            let [a, b, c, d] = *sources;
            match *action {
                Action::Compute(operation, register) => {
                    let into = &workspace.registers[register as usize];
                    let (a, b) = (self.find(a, workspace), self.find(b, workspace));
                    match operation {
                        Operation::Add => two(into, a, b, |a, b| a + b),
                        Operation::Subtract => two(into, a, b, |a, b| a - b),
                        Operation::Multiply => two(into, a, b, |a, b| a * b),
                        Operation::Divide => two(into, a, b, |a, b| a / b),
                        Operation::Choose => {
                            choose(into, [a, b, self.find(c, workspace), self.find(d, workspace)]);
                        }
                        Operation::Larger => two(into, a, b, |a, b| Operation::Larger.of([a, b, a, a])),
                        Operation::Smaller => two(into, a, b, |a, b| Operation::Smaller.of([a, b, a, a])),
                        Operation::RoundTo => two(into, a, b, |a, b| Operation::RoundTo.of([a, b, a, a])),
                        Operation::RoundUpTo => two(into, a, b, |a, b| Operation::RoundUpTo.of([a, b, a, a])),
                        other => two(into, a, b, |a, b| other.of([a, b, a, a])),
                    }
                }
                Action::Check { comparison, holds, part } => {
                    let (a, b) = (self.find(a, workspace), self.find(b, workspace));
                    let missed = &workspace.missed[part as usize];
                    match comparison {
                        Comparison::Below => check(missed, &a, &b, |a, b| (a < b) != holds),
                        Comparison::AtMost => check(missed, &a, &b, |a, b| (a <= b) != holds),
                        Comparison::Finite => check(missed, &a, &b, |a, b| Comparison::Finite.of(a, b) != holds),
                        Comparison::Equal => check(missed, &a, &b, |a, b| Comparison::Equal.of(a, b) != holds),
                    }
                }
            }
        }
    }

    #[expect(clippy::inline_always, reason = "a call would cost more than what it does")]
    #[inline(always)]
    fn find<'w>(&self, source: Source, workspace: &'w Workspace) -> Found<'w> {
        let place = source.0 as usize;
        match workspace.registers.get(place) {
            Some(register) => Found::Each(register),
            None => Found::Same(self.constants[place - workspace.registers.len()]),
        }
    }

    /// What an output comes to in the draws, and for which of them it does not hold.
    #[must_use]
    pub fn output(&self, output: usize, part: usize, workspace: &Workspace) -> ([f64; WIDTH], [bool; WIDTH]) {
        let found = self.find(self.outputs[output], workspace);
        let mut numbers = [0.0; WIDTH];
        for (chunk, numbers) in numbers.as_chunks_mut::<CHUNK>().0.iter_mut().enumerate() {
            *numbers = found.chunk(chunk);
        }
        let (all, own) = (&workspace.missed[0], &workspace.missed[part]);
        let missed = |draw: usize| {
            let [all, own] = [all, own].map(|missed| missed[draw / CHUNK].get()[draw % CHUNK]);
            all | own != 0
        };
        (numbers, from_fn(missed))
    }
}

impl Found<'_> {
    #[expect(clippy::inline_always, reason = "a call would cost more than what it does")]
    #[inline(always)]
    fn chunk(&self, chunk: usize) -> [f64; CHUNK] {
        match self {
            Self::Same(number) => [*number; CHUNK],
            Self::Each(register) => register[chunk].get(),
        }
    }
}

/// Numbers for each draw, or the same for all.
trait Lanes {
    fn chunk(&self, at: usize) -> [f64; CHUNK];
}

impl Lanes for f64 {
    #[expect(clippy::inline_always, reason = "a call would cost more than what it does")]
    #[inline(always)]
    fn chunk(&self, _at: usize) -> [f64; CHUNK] {
        [*self; CHUNK]
    }
}

impl Lanes for Register {
    #[expect(clippy::inline_always, reason = "a call would cost more than what it does")]
    #[inline(always)]
    fn chunk(&self, at: usize) -> [f64; CHUNK] {
        self[at].get()
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn two(into: &Register, a: Found<'_>, b: Found<'_>, of: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Found::Each(a), Found::Each(b)) => fill(into, a, b, of),
        (Found::Each(a), Found::Same(b)) => fill(into, a, &b, of),
        (Found::Same(a), Found::Each(b)) => fill(into, &a, b, of),
        (Found::Same(a), Found::Same(b)) => fill(into, &a, &b, of),
    }
}

/// Chunk by chunk, written out: of a loop the compiler makes one that counts, for all kinds of lanes together.
#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn fill(into: &Register, a: &impl Lanes, b: &impl Lanes, of: impl Fn(f64, f64) -> f64) {
    let [first, second, third, fourth] = into;
    first.set(joined(a.chunk(0), b.chunk(0), &of));
    second.set(joined(a.chunk(1), b.chunk(1), &of));
    third.set(joined(a.chunk(2), b.chunk(2), &of));
    fourth.set(joined(a.chunk(3), b.chunk(3), &of));
}

#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn joined(a: [f64; CHUNK], b: [f64; CHUNK], of: impl Fn(f64, f64) -> f64) -> [f64; CHUNK] {
    from_fn(|place| of(a[place], b[place]))
}

#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn choose(into: &Register, [a, b, then, otherwise]: [Found<'_>; 4]) {
    for (at, into) in into.iter().enumerate() {
        let (a, b, then, otherwise) = (a.chunk(at), b.chunk(at), then.chunk(at), otherwise.chunk(at));
        into.set(from_fn(|place| if a[place] <= b[place] { then[place] } else { otherwise[place] }));
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn check(missed: &Missed, a: &Found<'_>, b: &Found<'_>, misses: impl Fn(f64, f64) -> bool) {
    for (at, missed) in missed.iter().enumerate() {
        let (a, b, before) = (a.chunk(at), b.chunk(at), missed.get());
        missed.set(from_fn(|place| before[place] | if misses(a[place], b[place]) { u64::MAX } else { 0 }));
    }
}

/// By step, where it is used last, itself where nothing uses it; none for steps that nothing wanted depends on. What is
/// put out is used after the last step.
fn last_uses(steps: &[Step], outputs: &[Operand]) -> Vec<Option<usize>> {
    let mut last_uses = vec![None; steps.len()];
    for output in outputs.iter().filter_map(|output| output.step()) {
        last_uses[output] = Some(steps.len());
    }
    for (position, step) in steps.iter().enumerate().rev() {
        if matches!(step, Step::Condition { .. }) {
            last_uses[position] = Some(position);
        }
        if last_uses[position].is_some() {
            for used in step.uses() {
                last_uses[used] = last_uses[used].max(Some(position));
            }
        }
    }
    last_uses
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
