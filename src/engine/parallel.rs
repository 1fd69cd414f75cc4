//! Work on several strategies at once.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle, available_parallelism, scope};

/// Months of strategies that are worth a thread: fewer are done before it has begun.
const MONTHS_WORTH_A_THREAD: usize = 250;

/// What `work` makes of each item, in the order of the items. Each stands for work on a number of months: where there are
/// enough of them, several threads take one item after the other.
pub fn each<'i, T: Sync, R: Send>(items: &'i [T], months: u32, work: impl Fn(&'i T) -> R + Sync) -> Vec<R> {
    let worth = items.len().saturating_mul(months as usize) / MONTHS_WORTH_A_THREAD;
    let threads = if worth > 1 { available_parallelism().map_or(1, usize::from).min(worth) } else { 1 };
    let waiting = Mutex::new(items.iter().enumerate());
    let take = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_off = || {
        let mut done = Vec::with_capacity(items.len());
        while let Some((position, item)) = take() {
            done.push((position, work(item)));
        }
        done
    };
    let mut results = scope(|scope| {
        let others: Vec<_> = (1..threads).map_while(|_| helper(scope, work_off)).collect();
        let mut results = work_off();
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(position, _)| *position);
    results.into_iter().map(|(_, result)| result).collect()
}

/// A further thread; none where the machine has no more, so that those there are have to do.
pub fn helper<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> R + Send + 'scope,
) -> Option<ScopedJoinHandle<'scope, R>> {
    Builder::new().spawn_scoped(scope, work).ok()
}

/// What `work` makes of the numbers from 0 up to `count`, in their order; each is worth a thread by itself.
pub fn in_order<R: Send>(count: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let numbers: Vec<usize> = (0..count).collect();
    each(&numbers, u32::MAX, |number| work(*number))
}

/// Two pieces of work at once, each worth a thread.
pub fn both<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    scope(|scope| match helper(scope, &one) {
        Some(begun) => {
            let other = other();
            (begun.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
        }
        None => (one(), other()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items_whoever_took_them() {
        for count in 0..40_u32 {
            let items: Vec<u32> = (0..count).collect();
            for months in [1, 120] {
                assert_eq!(
                    each(&items, months, |item| item * 3),
                    items.iter().map(|item| item * 3).collect::<Vec<_>>()
                );
            }
        }
    }
}
