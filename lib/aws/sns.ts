/**
 * The maximum length of the subject of a message, in characters of ASCII.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const maximumSubjectCharacters = 99;
