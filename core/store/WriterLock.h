#pragma once

#include "core/base/Result.h"

#include <QString>

namespace gatehouse::store {

// The right to write a store: an exclusive lock on an empty file beside it, held by one connection of one process and
// given back by the kernel when that process ends in whatever way. The file stays: removing it would let two processes
// lock two different files of one name.
class WriterLock
{
public:
    // StoreInUse when another connection holds it, StoreIo.
    static Result<WriterLock> acquire(const QString& storeFile);
    WriterLock() = default; // holds nothing
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&& other) noexcept;
    ~WriterLock();

private:
    explicit WriterLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    void release();
    int m_descriptor = -1;
};

} // namespace gatehouse::store
