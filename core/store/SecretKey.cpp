#include "core/store/SecretKey.h"

#include <cstring>

namespace gatehouse::store {

// explicit_bzero is not optimised away, unlike a memset before the end of a life.
SecretKey::SecretKey(SecretKey&& other) noexcept
    : m_bytes(other.m_bytes)
{
    explicit_bzero(other.m_bytes.data(), Size);
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept
{
    if (this != &other) {
        m_bytes = other.m_bytes;
        explicit_bzero(other.m_bytes.data(), Size);
    }
    return *this;
}

SecretKey::~SecretKey()
{
    explicit_bzero(m_bytes.data(), Size);
}

} // namespace gatehouse::store
