//! Bounds on what is parsed. They are checked before the parser runs, so that nothing hostile
//! reaches it.

/// Limits on a rules text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceLimits {
    /// Bytes of a rules file. Default 1 MiB.
    pub size: usize,
    /// How deep brackets may stand. Default 64.
    pub nesting: usize,
    /// Bytes of a single filter or path. Default 64 KiB.
    pub filter_size: usize,
}

impl Default for SourceLimits {
    fn default() -> Self {
        SourceLimits { size: 1 << 20, nesting: 64, filter_size: 64 << 10 }
    }
}
