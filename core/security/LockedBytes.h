#pragma once

#include <cstddef>

namespace gatehouse::security {

// Bytes in memory of their own that is locked against swapping, fenced by guard pages and wiped when given back
// (libsodium's sodium_malloc). Of fixed size, zero at first; moved, never copied. Stops the program when the system
// gives no memory: there is nothing sensible to do without it.
class LockedBytes
{
public:
    explicit LockedBytes(std::size_t size);
    LockedBytes(LockedBytes&& other) noexcept;
    LockedBytes& operator=(LockedBytes&& other) noexcept;
    ~LockedBytes();

    [[nodiscard]] unsigned char* data() { return m_bytes; }
    [[nodiscard]] const unsigned char* data() const { return m_bytes; }
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    std::size_t m_size;
    unsigned char* m_bytes;
};

} // namespace gatehouse::security
