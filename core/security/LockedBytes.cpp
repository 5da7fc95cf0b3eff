#include "core/security/LockedBytes.h"

#include <QtGlobal>

#include <cstring>
#include <sodium.h>
#include <utility>

namespace gatehouse::security {

LockedBytes::LockedBytes(std::size_t size)
    : m_size(size)
    , m_bytes(nullptr)
{
    if (sodium_init() < 0)
        qFatal("libsodium does not start");
    m_bytes = static_cast<unsigned char*>(sodium_malloc(size == 0 ? 1 : size));
    if (!m_bytes)
        qFatal("no locked memory");
    std::memset(m_bytes, 0, size);
}

LockedBytes::LockedBytes(LockedBytes&& other) noexcept
    : m_size(std::exchange(other.m_size, 0))
    , m_bytes(std::exchange(other.m_bytes, nullptr))
{
}

LockedBytes& LockedBytes::operator=(LockedBytes&& other) noexcept
{
    if (this != &other) {
        sodium_free(m_bytes);
        m_size = std::exchange(other.m_size, 0);
        m_bytes = std::exchange(other.m_bytes, nullptr);
    }
    return *this;
}

LockedBytes::~LockedBytes()
{
    sodium_free(m_bytes);
}

} // namespace gatehouse::security
